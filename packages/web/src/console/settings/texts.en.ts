/** What the console says on its pages of settings. */
export const en = {
  title: 'Settings',
};
