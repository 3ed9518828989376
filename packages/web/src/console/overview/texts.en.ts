/** What the console says on its pages of overview. */
export const en = {
  title: 'Overview',
};
