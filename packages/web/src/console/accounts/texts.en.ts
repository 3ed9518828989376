/** What the console says on its pages of accounts. */
export const en = {
  title: 'Accounts',
};
