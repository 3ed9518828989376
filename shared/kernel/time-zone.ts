/** Names that were looked up: to ask the runtime takes longer than all the rest of reading an agency's settings. */
const known = new Map<string, boolean>();
/** More than there are zones; callers may ask for any text. */
const MAX_KNOWN = 1000;

/** Whether this is the name of a time zone that the runtime knows. An offset, such as `+02:00`, is none. */
export const isTimeZone = (name: string): boolean => {
  const found = known.get(name);
  if (found !== undefined) return found;
  const is = isKnownToRuntime(name);
  if (known.size < MAX_KNOWN) known.set(name, is);
  return is;
};

const isKnownToRuntime = (name: string): boolean => {
  if (!/^[A-Za-z]/.test(name)) return false;
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== '';
  } catch {
    // RangeError: there is no zone of this name.
    return false;
  }
};
