/* The example, run as a program beside the sandbox: it ends well once the payer has paid. */
#include <sys/wait.h>
#include <unistd.h>

#include "support/support.h"

/* The settings of the sandbox as the environment of a child, and where it listens. */
static void enter(const char *port) {
  char *parts = parts_of(NULL);
  json_t *given = json_loads(parts, 0, NULL), *value;
  const char *name;
  json_object_foreach(json_object_get(given, "variables"), name, value) setenv(name, json_string_value(value), 1);
  setenv("PORT", port, 1);
}

int main(int count, char **arguments) {
  CHECK(count == 3); /* the program, and the port it shall listen at */
  alarm(60);
  char *options = format("{\"notify_url\":\"http://127.0.0.1:%s/notify\"}", arguments[2]);
  start_sandbox(options);
  free(options);
  int ends[2];
  CHECK(pipe(ends) == 0);
  pid_t process = fork();
  CHECK(process >= 0);
  if (process == 0) {
    enter(arguments[2]);
    dup2(ends[1], STDOUT_FILENO);
    execl(arguments[1], arguments[1], (char *)NULL);
    _exit(127);
  }
  close(ends[1]);
  FILE *output = fdopen(ends[0], "r");
  char line[1024];
  CHECK(fgets(line, sizeof line, output) != NULL);
  line[strcspn(line, "\n")] = 0;
  char *link = format("{\"h5_url\":\"%s\"}", line);
  json_decref(steer("pay", link));
  free(link);
  bool is_paid = false, is_refunded = false;
  while (fgets(line, sizeof line, output) != NULL) {
    is_paid |= strstr(line, ": SUCCESS") != NULL && line[0] == 'T';
    is_refunded |= line[0] == 'R' && strstr(line, ": ") != NULL;
  }
  fclose(output);
  int status;
  CHECK(waitpid(process, &status, 0) == process);
  CHECK(WIFEXITED(status));
  CHECK(WEXITSTATUS(status) == 0);
  CHECK(is_paid);
  CHECK(is_refunded);
  stop_sandbox();
  puts("example: ok");
  return 0;
}
