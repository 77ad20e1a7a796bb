/* What a case of tests/cases shows. */
#ifndef QQ_WXPAY_TESTS_OBSERVE_H
#define QQ_WXPAY_TESTS_OBSERVE_H

#include "support.h"

/* JSON as text; the caller frees it. */
char *printed(json_t *json);

/* Does what a case says, and gives what tests/SPEC.md observes of it. */
json_t *observed(json_t *one);

/* Lets go of the clients that cases have shared. */
void release_clients(void);

#endif
