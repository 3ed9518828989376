import { problems, type ProblemCode } from './errors.ts';

/** Whether something is allowed, and every reason why not, in the codes and words that the API answers with. */
export const availabilityOf = (reasons: readonly ProblemCode[]) => ({
  allowed: reasons.length === 0,
  reasons: reasons.map((code) => ({ code, title: problems[code].title })),
});

/** An account's page as it is answered: its reasons in the words of the API. */
export const pageView = <
  Page extends {
    whyNot: Record<'seeWidget' | 'buyCredits' | 'spendCredits' | 'sendCredits', readonly ProblemCode[]>;
  },
>({
  whyNot: { seeWidget, buyCredits, spendCredits, sendCredits },
  ...page
}: Page) => {
  const { allowed: visible, reasons } = availabilityOf(seeWidget);
  return {
    ...page,
    widget: { visible, reasons },
    allowed: {
      buyCredits: availabilityOf(buyCredits),
      spendCredits: availabilityOf(spendCredits),
      sendCredits: availabilityOf(sendCredits),
    },
  };
};
