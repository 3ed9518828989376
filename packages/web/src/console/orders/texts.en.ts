/** What the console says on its pages of orders. */
export const en = {
  title: 'Orders',
};
