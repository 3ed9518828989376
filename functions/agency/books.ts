import { readBooks } from '../../shared/agency/read-books.ts';
import { answer, okBody } from '../../shared/http/answer.ts';
import { orNotBegun } from '../../shared/http/refused.ts';
import type { Handlers } from '../../shared/http/route.ts';
import type { booksRoutes } from '../../shared/http/routes/agency/books.ts';
import type { Ledger } from '../../shared/ledger/ledger.ts';
import { booksCsv, booksView } from '../../shared/views/books-view.ts';

export const booksHandlers = (ledger: Ledger): Handlers<typeof booksRoutes> => ({
  getBooks: async ({ caller: { agency }, query: { month } }) =>
    orNotBegun(answer(await readBooks(ledger, agency, month), (books) => okBody(booksView(books)))),
  getBooksStatement: async ({ caller: { agency }, query: { month } }) =>
    orNotBegun(
      answer(await readBooks(ledger, agency, month), (books) => ({
        ...okBody(booksCsv(books)),
        headers: { 'content-disposition': `attachment; filename="books-${books.month}.csv"` },
      })),
    ),
});
