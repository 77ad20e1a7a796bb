/* How a process can end while calls are under way: each way in a child of its own, which must end well. And nothing here raises SIGPIPE. */
#include <dlfcn.h>
#include <pthread.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include "support/support.h"

/* Calls of which nobody will hear, with a question that nobody answers. */
static void begin_calls(void) {
  qq_wxpay_handle queue = queue_new();
  qq_wxpay_handle client = client_with(",\"token_source\":\"provider\",\"observes\":true", queue, 1);
  for (int call = 0; call < 8; call++) {
    qq_wxpay_result result;
    qq_wxpay_begin(client, bytes_of(call % 2 ? "query_order" : "access_token"),
                   bytes_of(call % 2 ? "{\"out_trade_no\":\"T-ends-1\"}" : ""), bytes_of(""), 0, 1, &result);
    CHECK(result.status == QQ_WXPAY_OK);
  }
}

static void by_exit(void) {
  begin_calls();
  exit(0);
}

static void by_return(void) { begin_calls(); }

static void by_quick_exit(void) {
  begin_calls();
  _exit(0);
}

static void after_shut_down(void) {
  begin_calls();
  qq_wxpay_shut_down(2000);
  exit(0);
}

static void *exit_elsewhere(void *given) {
  (void)given;
  exit(0);
}

/* Another thread ends the process while this one is in the library. */
static void by_another_thread(void) {
  qq_wxpay_handle queue = queue_new();
  qq_wxpay_handle client = client_with(",\"token_source\":\"provider\"", queue, 1);
  pthread_t thread;
  CHECK(pthread_create(&thread, NULL, exit_elsewhere, NULL) == 0);
  qq_wxpay_result result;
  qq_wxpay_call(client, bytes_of("access_token"), bytes_of(""), bytes_of(""), 30000, &result);
  pause();
}

/* Each begun call has its end, also when the threads are ended under it. */
static void shut_down_tells_every_end(void) {
  qq_wxpay_handle queue = queue_new();
  qq_wxpay_handle client = client_with(",\"token_source\":\"provider\"", queue, 1);
  for (int call = 0; call < 5; call++) {
    qq_wxpay_result result;
    qq_wxpay_begin(client, bytes_of("access_token"), bytes_of(""), bytes_of(""), 0, 1, &result);
    CHECK(result.status == QQ_WXPAY_OK);
  }
  qq_wxpay_shut_down(2000);
  qq_wxpay_event event;
  int ended = 0;
  while (qq_wxpay_next_events(queue, 0, &event, 1) == 1) {
    if (event.kind == QQ_WXPAY_ENDED) fails(&event.result, "CALL_ABANDONED"), ended++;
    else qq_wxpay_event_free(&event);
  }
  CHECK(ended == 5);
  qq_wxpay_release(client);
  qq_wxpay_release(queue);
}

static void count(void *context, qq_wxpay_event *event) {
  if (event->kind == QQ_WXPAY_ENDED) ++*(int *)context;
  qq_wxpay_event_free(event);
}

/* The same by a callback: all is told when the threads have ended. */
static void shut_down_calls_back_before(void) {
  int ended = 0;
  qq_wxpay_result result;
  CHECK(qq_wxpay_queue_new(count, &ended, &result) == QQ_WXPAY_OK);
  qq_wxpay_handle queue = result.handle, client = client_with(",\"token_source\":\"provider\"", queue, 1);
  for (int call = 0; call < 5; call++) {
    qq_wxpay_begin(client, bytes_of("access_token"), bytes_of(""), bytes_of(""), 0, 1, &result);
    CHECK(result.status == QQ_WXPAY_OK);
  }
  qq_wxpay_shut_down(5000);
  CHECK(ended == 5);
  qq_wxpay_release(client);
  qq_wxpay_release(queue);
}

/* The library alone, loaded and unloaded several times. */
static void by_unloading(void) {
  for (int round = 0; round < 3; round++) {
    void *library = dlmopen(LM_ID_NEWLM, LIBRARY, RTLD_NOW | RTLD_LOCAL);
    if (library == NULL) fprintf(stderr, "%s\n", dlerror());
    CHECK(library != NULL);
    int32_t (*make)(qq_wxpay_callback, void *, qq_wxpay_result *);
    void (*release)(qq_wxpay_handle);
    void (*shut_down)(uint64_t);
    *(void **)&make = dlsym(library, "qq_wxpay_queue_new");
    *(void **)&release = dlsym(library, "qq_wxpay_release");
    *(void **)&shut_down = dlsym(library, "qq_wxpay_shut_down");
    qq_wxpay_result result;
    CHECK(make(NULL, NULL, &result) == QQ_WXPAY_OK);
    release(result.handle);
    shut_down(2000);
    CHECK(dlclose(library) == 0);
  }
}

static void in_a_child(const char *name, void (*way)(void)) {
  fflush(NULL);
  pid_t process = fork();
  CHECK(process >= 0);
  if (process == 0) {
    alarm(60);
    /* Whoever writes to a pipe that nobody reads would end by this. */
    signal(SIGPIPE, SIG_DFL);
    way();
    exit(0);
  }
  int status;
  CHECK(waitpid(process, &status, 0) == process);
  if (!WIFEXITED(status)) fprintf(stderr, "%s: signal %d\n", name, WTERMSIG(status));
  CHECK(WIFEXITED(status));
  CHECK(WEXITSTATUS(status) == 0);
}

int main(void) {
  alarm(110);
  sandbox();
  for (int round = 0; round < 5; round++) {
    in_a_child("exit", by_exit);
    in_a_child("return", by_return);
    in_a_child("_exit", by_quick_exit);
    in_a_child("shut down, then exit", after_shut_down);
    in_a_child("exit on another thread", by_another_thread);
  }
  in_a_child("every end", shut_down_tells_every_end);
  in_a_child("every end by a callback", shut_down_calls_back_before);
  in_a_child("unloading", by_unloading);
  stop_sandbox();
  puts("ends: ok");
  return 0;
}
