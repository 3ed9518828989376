/** What the console says on its pages of codes. */
export const en = {
  title: 'Codes',
};
