/** What the console says on its pages of changes. */
export const en = {
  title: 'Changes',
};
