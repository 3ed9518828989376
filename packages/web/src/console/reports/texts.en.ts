/** What the console says on its pages of reports. */
export const en = {
  title: 'Reports',
};
