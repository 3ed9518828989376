/** What the console says on its pages of invoices. */
export const en = {
  title: 'Invoices',
};
