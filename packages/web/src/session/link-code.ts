/** The code of a sign-in link stands behind the #, where no server sees it. */
export const codeHere = (): string | null => new URLSearchParams(location.hash.slice(1)).get('code');

/** A link that is opened in a tab which already shows this page changes the address alone. */
export const followLinks = (): void => {
  addEventListener('hashchange', () => {
    if (codeHere() !== null) location.reload();
  });
};
