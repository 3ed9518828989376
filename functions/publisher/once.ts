/** Reads what is asked for once, and answers the same from then on: for as long as it is kept, which is one batch. */
export const once = <Key, Value>(read: (key: Key) => Promise<Value>): ((key: Key) => Promise<Value>) => {
  const known = new Map<Key, Promise<Value>>();
  return async (key) => {
    const value = known.get(key) ?? read(key);
    known.set(key, value);
    return await value;
  };
};
