/** What an item counts for in DynamoDB, in bytes: its names and values, and a little for each list and map. */
export const itemBytes = (item: object): number =>
  Object.entries(item).reduce((sum, [name, value]) => sum + Buffer.byteLength(name) + bytesOf(value), 0);

const bytesOf = (value: unknown): number => {
  if (typeof value === 'string') return Buffer.byteLength(value);
  // Two digits a byte, and one more for the sign.
  if (typeof value === 'number') return Math.ceil(String(value).length / 2) + (value < 0 ? 2 : 1);
  if (Array.isArray(value)) return value.reduce((sum: number, one) => sum + bytesOf(one) + 1, 3);
  if (typeof value === 'object' && value !== null) return 3 + Object.keys(value).length + itemBytes(value);
  return value === undefined ? 0 : 1;
};
