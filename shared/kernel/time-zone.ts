/** Whether this is the name of a time zone that the runtime knows. An offset, such as `+02:00`, is none. */
export const isTimeZone = (name: string): boolean => {
  if (!/^[A-Za-z]/.test(name)) return false;
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== '';
  } catch {
    // RangeError: there is no zone of this name.
    return false;
  }
};
