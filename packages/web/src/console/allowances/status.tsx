import { getAllowanceStatus, type AllowanceRun, type ComingPeriod } from '@scrip/client';
import { useQuery } from '@tanstack/preact-query';
import { Card, Notice, Pairs, When } from '../../design/parts.tsx';
import { Answer } from '../../data/answer.tsx';
import { valueOf } from '../../data/query.ts';
import { day, number } from '../../language/format.ts';
import { common } from '../../language/texts.ts';
import { accountHref } from '../accounts/accounts-page.tsx';
import { client } from '../client.ts';
import { t } from '../texts.ts';
import { useZone } from './stored-allowance.ts';

const Next = ({ next: { at, amount, expiresAt, rollOver }, zone }: { next: ComingPeriod; zone: string }) => (
  <Pairs
    lines={[
      { label: t.value.allowances.begins, value: <When at={at} withTime zone={zone} /> },
      { label: t.value.allowances.amount, value: number(amount) },
      {
        label: t.value.allowances.expires,
        value:
          expiresAt === undefined ? (
            t.value.allowances.expiries.never
          ) : (
            <When at={expiresAt} withTime zone={zone} />
          ),
      },
      rollOver && {
        label: t.value.allowances.staying(number(rollOver.amount)),
        value: <When at={rollOver.expiresAt} withTime zone={zone} />,
      },
    ]}
  />
);

const LastRun = ({
  run: { on, at, posted, credits, expired, failures, failed },
  zone,
}: {
  run: AllowanceRun;
  zone: string;
}) => (
  <>
    {failures > 0 && (
      <Notice tone="low">
        <p>{t.value.allowances.failures(failures)}</p>
        <ul>
          {failed.map((account) => (
            <li key={account}>
              <a class="mono anywhere" href={accountHref(account)}>
                {account}
              </a>
            </li>
          ))}
        </ul>
      </Notice>
    )}
    <Pairs
      lines={[
        { label: t.value.allowances.period, value: day(on) },
        { label: t.value.allowances.postedAt, value: <When at={at} withTime zone={zone} /> },
        { label: t.value.allowances.posted, value: number(posted) },
        { label: t.value.allowances.credits, value: common.value.credits(credits) },
        expired > 0 && { label: t.value.allowances.missed, value: number(expired), tone: 'low' },
      ]}
    />
  </>
);

/** What an allowance brings next, and how its last run went. */
export const Status = ({ allowanceId }: { allowanceId: string }) => {
  const zone = useZone();
  const status = useQuery({
    queryKey: ['allowances', allowanceId, 'status'],
    queryFn: ({ signal }) =>
      valueOf(client.call(getAllowanceStatus, { params: { allowanceId } }, { signal })),
  });
  return (
    <Answer of={status} what={t.value.allowances.whatStatus}>
      {({ next, hasEnded, lastRun }) => (
        <>
          <Card title={t.value.allowances.next}>
            <div class="body stack">
              {next ? (
                <Next next={next} zone={zone} />
              ) : (
                <p>{hasEnded ? t.value.allowances.noneEnded : t.value.allowances.nonePaused}</p>
              )}
            </div>
          </Card>
          <Card title={t.value.allowances.lastRun}>
            <div class="body stack">
              {lastRun ? <LastRun run={lastRun} zone={zone} /> : <p>{t.value.allowances.neverPosted}</p>}
            </div>
          </Card>
        </>
      )}
    </Answer>
  );
};
