/** Reads each name once, and answers the same from then on: for as long as it is kept, which is one batch. */
export const once = <Value>(read: (name: string) => Promise<Value>): ((name: string) => Promise<Value>) => {
  const known = new Map<string, Promise<Value>>();
  return async (name) => {
    const value = known.get(name) ?? read(name);
    known.set(name, value);
    return await value;
  };
};
