/** What the console says on its pages of requests. */
export const en = {
  title: 'Requests',
};
