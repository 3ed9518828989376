/** At most two letters that stand for a name or an address. */
export const initials = (name: string): string =>
  name
    .split(/[\s.@_-]+/)
    .flatMap((part) => part.charAt(0).toUpperCase() || [])
    .slice(0, 2)
    .join('');
