/**
 * A cache behavior's path pattern: `*` matches any characters, slashes included, and `?` matches one.
 * @returns whether it matches a path as it was requested
 */
export const pathPattern = (pattern: string): ((path: string) => boolean) => {
  const escaped = pattern.replaceAll(/[\\^$.|+()[\]{}]/g, String.raw`\$&`);
  // With or without a slash at its beginning it means the same.
  const whole = escaped.replace(/^\/?/, '/').replaceAll('*', '.*').replaceAll('?', '.');
  const expression = new RegExp(`^${whole}$`);
  return (path) => expression.test(path);
};
