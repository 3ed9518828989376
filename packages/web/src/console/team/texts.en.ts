/** What the console says on its pages of team. */
export const en = {
  title: 'Team and keys',
};
