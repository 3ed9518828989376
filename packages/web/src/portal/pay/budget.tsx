import { getApproval, getSpender } from '@scrip/client';
import { useQuery } from '@tanstack/preact-query';
import { useEffect } from 'preact/hooks';
import { Notice } from '../../design/parts.tsx';
import { isBudgetRefusal, limitText, spendTexts } from '../../budgets/refusal.ts';
import { failureOf, valueOf } from '../../data/query.ts';
import { problemText } from '../../language/problem.ts';
import { client, useAccount } from '../client.ts';
import { href } from '../paths.ts';

type Failure = { code: string; title?: string | undefined };

/** How often a page that waits for the owner looks for the answer. */
const LOOK_AGAIN_MS = 4_000;

/** The approval that a refusal waits for, read again until the owner has decided. */
const useAnswer = (refusal: Failure | undefined) => {
  const approvalId = refusal && 'approval' in refusal ? String(refusal.approval) : undefined;
  return useQuery({
    queryKey: ['approval', approvalId],
    enabled: approvalId !== undefined,
    queryFn: ({ signal }) =>
      valueOf(client.call(getApproval, { params: { approvalId: approvalId ?? '' } }, { signal })),
    refetchInterval: ({ state }) => (state.data?.status === 'open' ? LOOK_AGAIN_MS : false),
    staleTime: 0,
  }).data?.status;
};

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

/**
 * @param preview what a dry run came to
 * @param done what the deed itself came to, which counts more
 * @param approved what follows once the owner has approved, which has done it
 */
export const useBudget = (preview: Error | null, done: Failure | undefined, approved: () => void): Budget => {
  const spenderId = useAccount().data?.spender;
  const spender = useQuery({
    queryKey: ['spenders', spenderId],
    enabled: spenderId !== undefined,
    queryFn: ({ signal }) =>
      valueOf(client.call(getSpender, { params: { spenderId: spenderId ?? '' } }, { signal })),
  });
  const failure = done ?? (preview ? failureOf(preview) : undefined);
  const refused = failure && isBudgetRefusal(failure) ? failure : undefined;
  const answer = useAnswer(refused);
  useEffect(() => {
    if (answer === 'approved') approved();
  }, [answer]);
  const refusal = answer === 'declined' ? { code: 'approval_declined' } : refused;
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
