/** What the console says on its pages of catalogue. */
export const en = {
  title: 'Catalogue',
};
