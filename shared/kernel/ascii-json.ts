/**
 * JSON in printable ASCII: everything else is escaped as \uXXXX, so that any text survives a queue. Amazon SQS refuses
 * U+FFFE, U+FFFF and most control characters in a message body (API reference, SendMessage). `JSON.parse` reads it back.
 * @returns at most six characters for each UTF-16 code unit
 */
export const asciiJson = (value: object): string =>
  JSON.stringify(value).replaceAll(
    /[^\u0020-\u007e]/g,
    (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
