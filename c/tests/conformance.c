/* Every case of tests/cases: the same cases, the same passes as in Rust. tests/SPEC.md says what a runner does. */
#include <dirent.h>

#include "support/observe.h"

/* How the cases of one operation went. */
struct row {
  const char *operation;
  int passed, failed;
};

static json_t *loaded(const char *file) {
  char *path = format("%s/%s", CASES, file);
  json_error_t error;
  json_t *json = json_load_file(path, JSON_ALLOW_NUL, &error);
  if (json == NULL) fprintf(stderr, "%s: %s\n", path, error.text);
  CHECK(json != NULL);
  free(path);
  return json;
}

/* Whether all that is expected is there; more is fine. */
static bool agrees(json_t *expected, json_t *seen) {
  if (json_is_array(expected) && json_is_array(seen) && json_array_size(expected) == json_array_size(seen)) {
    for (size_t index = 0; index < json_array_size(expected); index++) {
      if (!agrees(json_array_get(expected, index), json_array_get(seen, index))) return false;
    }
    return true;
  }
  if (json_is_object(expected) && json_is_object(seen)) {
    const char *name;
    json_t *item;
    json_object_foreach(expected, name, item) {
      if (!agrees(item, json_object_get(seen, name))) return false;
    }
    return true;
  }
  if (json_is_null(expected) && seen == NULL) return true;
  return json_equal(expected, seen);
}

/* The case with what it leaves out: the settings one by one, everything else as a whole. */
static json_t *completed(json_t *defaults, json_t *own) {
  json_t *one = json_copy(defaults), *settings = json_copy(json_object_get(defaults, "settings")), *value;
  json_object_update(one, own);
  json_object_update(settings, json_object_get(own, "settings"));
  const char *name;
  void *next;
  json_object_foreach_safe(settings, next, name, value) {
    if (json_is_null(value)) json_object_del(settings, name);
  }
  json_object_set_new(one, "settings", settings);
  return one;
}

static struct row rows[64];

static struct row *row_of(const char *operation) {
  for (size_t index = 0; index < 64; index++) {
    if (rows[index].operation == NULL) rows[index].operation = strdup(operation);
    if (strcmp(rows[index].operation, operation) == 0) return &rows[index];
  }
  abort();
}

static void run(json_t *defaults, const char *file) {
  json_t *content = loaded(file), *own;
  size_t index;
  json_array_foreach(json_object_get(content, "cases"), index, own) {
    json_t *one = completed(defaults, own), *seen = observed(one);
    json_t *expected = json_object_get(one, "expect");
    struct row *row = row_of(text_of(one, "operation"));
    if (agrees(expected, seen)) {
      row->passed++;
    } else {
      row->failed++;
      char *texts[] = {printed(expected), printed(seen)};
      fprintf(stderr, "%s / %s: expected %.600s, observed %.600s\n", file, text_of(one, "name"), texts[0], texts[1]);
      free(texts[0]);
      free(texts[1]);
    }
    /* The check itself is checked: no case passes that expects another outcome. */
    json_t *other = json_pack("{s:s}", "outcome", "another one");
    CHECK(!agrees(other, seen));
    json_decref(other);
    json_decref(one);
    json_decref(seen);
  }
  json_decref(content);
}

/* For the table of all languages that `cargo xtask test` prints: operation, passed, failed, skipped. */
static void write_table(const char *path) {
  FILE *table = fopen(path, "w");
  CHECK(table != NULL);
  for (struct row *row = rows; row->operation != NULL; row++) {
    fprintf(table, "%s\t%d\t%d\t0\n", row->operation, row->passed, row->failed);
  }
  CHECK(fclose(table) == 0);
}

static int json_files(const struct dirent *entry) {
  size_t length = strlen(entry->d_name);
  return length > 5 && strcmp(entry->d_name + length - 5, ".json") == 0 &&
         strcmp(entry->d_name, "defaults.json") != 0 && strcmp(entry->d_name, "keys.json") != 0;
}

int main(void) {
  /* A message with an unknown serial lets the client ask WeChat Pay for its certificates: that ends at a closed door of this machine. */
  setenv("HTTPS_PROXY", "http://127.0.0.1:9", 1);
  json_t *defaults = loaded("defaults.json");
  struct dirent **files;
  int count = scandir(CASES, &files, json_files, alphasort);
  CHECK(count > 10);
  for (int index = 0; index < count; index++) {
    run(defaults, files[index]->d_name);
    free(files[index]);
  }
  free(files);
  release_clients();
  json_decref(defaults);
  int passed = 0, failed_cases = 0;
  for (struct row *row = rows; row->operation != NULL; row++) {
    passed += row->passed;
    failed_cases += row->failed;
  }
  const char *table = getenv("CONFORMANCE_TABLE");
  if (table != NULL) write_table(table);
  for (struct row *row = rows; row->operation != NULL; row++) free((void *)row->operation);
  printf("conformance: %d passed, %d failed\n", passed, failed_cases);
  CHECK(passed > 900);
  return failed_cases == 0 ? 0 : 1;
}
