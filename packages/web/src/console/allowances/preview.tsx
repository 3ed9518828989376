import { type AllowanceInput, previewAllowance } from '@scrip/client';
import { useQuery } from '@tanstack/preact-query';
import { Pairs } from '../../design/parts.tsx';
import { valueOf } from '../../data/query.ts';
import { day } from '../../language/format.ts';
import { common } from '../../language/texts.ts';
import { client } from '../client.ts';
import { t } from '../texts.ts';

/** What an allowance would bring as it is in the form, before it is saved. What is refused, saving says. */
export const Preview = ({ allowanceId, body }: { allowanceId: string; body: AllowanceInput }) => {
  const preview = useQuery({
    queryKey: ['allowances', allowanceId, 'preview', body],
    staleTime: 0,
    retry: false,
    queryFn: ({ signal }) =>
      valueOf(client.call(previewAllowance, { params: { allowanceId }, body }, { signal })),
  });
  const { accounts = 0, credits = 0, periods = [] } = preview.data ?? {};
  const [next, ...later] = periods;
  if (!next) return null;
  return (
    <Pairs
      well
      lines={[
        {
          label: t.value.allowances.nextRun(day(next.on)),
          value:
            accounts === 0
              ? t.value.allowances.noAccountsYet
              : t.value.allowances.toAccounts(common.value.credits(credits), accounts),
        },
        later.length > 0 && {
          label: t.value.allowances.afterwards,
          value: later.map(({ on }) => day(on)).join(' · '),
        },
      ]}
    />
  );
};
