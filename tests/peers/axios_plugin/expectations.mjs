// How the checks say what must be so.

/** Fails unless the condition holds. */
export function expect(condition, what) {
  if (!condition) throw new Error(what);
}

/** Fails unless the peer fails with this error code; gives its error. */
export async function failsWith(code, act) {
  let outcome;
  try {
    outcome = await act();
  } catch (error) {
    expect(error.code === code, `it failed with ${error.code} ${error.message}, not with ${code}`);
    return error;
  }
  throw new Error(`the peer accepts it (${outcome.status}), expected ${code}`);
}

/** Fails unless the peer refuses, for this reason if one is given. */
export function refuses(act, reason) {
  try {
    act();
  } catch (error) {
    expect(reason === undefined || error.message === reason, `refused for another reason: ${error.message}`);
    return;
  }
  throw new Error('the peer accepts what was changed');
}
