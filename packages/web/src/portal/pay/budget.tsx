import { getSpender } from '@scrip/client';
import { useQuery } from '@tanstack/preact-query';
import { Notice } from '../../design/parts.tsx';
import { isBudgetRefusal, limitText, spendTexts } from '../../budgets/refusal.ts';
import { failureOf, valueOf } from '../../data/query.ts';
import { problemText } from '../../language/problem.ts';
import { client, useAccount } from '../client.ts';
import { href } from '../paths.ts';

type Failure = { code: string; title?: string | undefined };

/** What a budget says to something that the dialog at hand would spend. */
export type Budget = {
  /** Why it is refused or waits; undefined where the budget has nothing against it. */
  refusal: Failure | undefined;
  /** Whether the owner of the account can be asked for it. */
  mayAsk: boolean;
  /** Whether the owner was asked, and has not decided yet. */
  isAsked: boolean;
  /** Whether it can be done, or asked for. */
  isOpen: boolean;
};

/** @param preview what a dry run came to; @param done what the deed itself came to, which counts more */
export const useBudget = (preview: Error | null, done: Failure | undefined): Budget => {
  const spenderId = useAccount().data?.spender;
  const spender = useQuery({
    queryKey: ['spenders', spenderId],
    enabled: spenderId !== undefined,
    queryFn: ({ signal }) =>
      valueOf(client.call(getSpender, { params: { spenderId: spenderId ?? '' } }, { signal })),
  });
  const failure = done ?? (preview ? failureOf(preview) : undefined);
  const refusal = failure && isBudgetRefusal(failure) ? failure : undefined;
  const mayAsk =
    spender.data?.above === 'ask' &&
    (refusal?.code === 'budget_exceeded' || refusal?.code === 'spender_restricted');
  const isAsked = refusal?.code === 'approval_pending';
  return { refusal, mayAsk, isAsked, isOpen: refusal === undefined || mayAsk };
};

/** Which limit a spender meets, what it leaves and when it starts anew, or that the owner was asked. */
export const BudgetNotice = ({ of: { refusal, mayAsk, isAsked } }: { of: Budget }) => {
  const t = spendTexts();
  if (!refusal) return null;
  return (
    <Notice tone={isAsked || mayAsk ? 'accent' : 'zero'} live>
      {limitText(refusal) ?? problemText(refusal)} {mayAsk && t.mayAsk}{' '}
      {isAsked && <a href={href('/budgets')}>{t.answer}</a>}
    </Notice>
  );
};
