/** What the console says on its pages of events. */
export const en = {
  title: 'Events',
};
