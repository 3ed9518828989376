import { err, ok } from '../../shared/kernel/result.ts';
import type { PaymentFact } from '../../shared/payments/message.ts';
import type { ProviderError } from '../../shared/payments/provider-error.ts';
import type { FactSource } from '../../shared/payments/source.ts';

type Books = { asked: number; failing?: ProviderError['code']; pages: PaymentFact[][] };

/** A provider's books as pages of facts, with a count of the questions, and a way to be out of reach. */
export const booksOf = (...pages: PaymentFact[][]) => {
  const books: Books = { asked: 0, pages };
  const source: FactSource = async (_, page) => {
    books.asked += 1;
    if (books.failing) return err({ code: books.failing });
    const index = Number(page ?? 0);
    return ok({
      facts: books.pages[index] ?? [],
      next: index + 1 < books.pages.length ? String(index + 1) : null,
    });
  };
  return { books, source };
};
