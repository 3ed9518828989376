import { useSignal } from '@preact/signals';
import { cancelCreditRequest, type CreditRequestDetail, getCreditRequest } from '@scrip/client';
import { useQuery } from '@tanstack/preact-query';
import { useEffect, useRef } from 'preact/hooks';
import { Button } from '../../design/button.tsx';
import { CopyLine } from '../../design/copy.tsx';
import { Dialog } from '../../design/dialog.tsx';
import { Icon } from '../../design/icon.tsx';
import { Card, Notice, When } from '../../design/parts.tsx';
import { toast } from '../../design/toast.tsx';
import { Answer } from '../../data/answer.tsx';
import { useDeed } from '../../data/deed.ts';
import { creditsMoved, valueOf } from '../../data/query.ts';
import { brand } from '../../frame/brand.ts';
import { Page } from '../../frame/page.tsx';
import { capitalized, currencyDigits, money } from '../../language/format.ts';
import { common } from '../../language/texts.ts';
import { client } from '../client.ts';
import { href } from '../paths.ts';
import { CreditRequestTag } from '../../design/status-tags.tsx';
import { restrictedIn } from '../../restricted/things.ts';
import { RestrictedPart } from '../restricted-part.tsx';
import { returnTexts } from '../buy/return-texts.ts';
import { t } from '../texts.ts';
import { Proofs } from './proofs.tsx';
import { Refusal } from '../../data/refusal.tsx';

/** An amount as a bank's form takes it. */
const plainMoney = ({ amount, currency }: { amount: number; currency: string }): string =>
  (amount / 10 ** currencyDigits(currency)).toFixed(currencyDigits(currency));

const Instructions = ({ request }: { request: CreditRequestDetail }) => (
  <Card title={t.value.requests.pay[request.method]} plain>
    <div class="body stack">
      {request.instructions !== undefined && <p class="second pre">{request.instructions}</p>}
      <dl class="stack tight">
        <CopyLine accent mono label={t.value.requests.reference} value={request.reference} />
        <CopyLine
          label={t.value.requests.amount}
          value={money(request.price)}
          copied={plainMoney(request.price)}
        />
        {request.paymentDetails?.map(({ label, value }) => (
          <CopyLine key={label} mono label={label} value={value} />
        ))}
      </dl>
    </div>
  </Card>
);

type Step = {
  title: string;
  when?: string | undefined;
  help?: string;
  state: 'done' | 'current' | 'failed' | 'open';
};

const stepsOf = (request: CreditRequestDetail): Step[] => {
  const name = brand.value?.name ?? '';
  const total = request.credits + request.bonusCredits;
  const decided = request.steps.map((step): Step => {
    const title = t.value.requests.step[step.status](capitalized(step.name));
    switch (step.status) {
      case 'approved':
        return { title, when: step.decidedAt, help: t.value.requests.by(name), state: 'done' };
      case 'rejected':
        return { title, when: step.decidedAt, help: t.value.requests.by(name), state: 'failed' };
      case 'current':
        return request.status === 'pending'
          ? { title, help: t.value.requests.checks(name), state: 'current' }
          : { title, state: 'open' };
      case 'open':
        return { title, state: 'open' };
      default:
        return step.status satisfies never;
    }
  });
  return [
    {
      title: t.value.requests.requested,
      when: request.createdAt,
      help: t.value.requests.byYou,
      state: 'done',
    },
    ...decided,
    {
      title: t.value.requests.creditsAdded(total),
      help: t.value.requests.inHistory(total),
      when: request.entry?.at,
      state: request.status === 'accepted' ? 'done' : 'open',
    },
  ];
};

const Steps = ({ request }: { request: CreditRequestDetail }) => (
  <ol class="steps">
    {stepsOf(request).map(({ title, when, help, state }, index) => (
      <li key={title} class={state} aria-current={state === 'current' ? 'step' : undefined}>
        <span class="dot" aria-hidden="true">
          {state === 'done' ? <Icon name="check" /> : state === 'failed' ? <Icon name="close" /> : index + 1}
        </span>
        <span>
          {title}
          <span class="block small second">
            {help} {when !== undefined && <When at={when} withTime />}
          </span>
        </span>
      </li>
    ))}
  </ol>
);

const Withdraw = ({ request }: { request: CreditRequestDetail }) => {
  const isAsking = useSignal(false);
  const withdraw = useDeed(
    () => `withdraw:${request.id}`,
    () => client.call(cancelCreditRequest, { params: { requestId: request.id } }),
  );
  const go = async (): Promise<void> => {
    if (!(await withdraw.run())) return;
    isAsking.value = false;
    creditsMoved();
    toast(t.value.requests.withdrawn);
  };
  return (
    <div class="stack tight">
      <Button full look="danger-text" onClick={() => (isAsking.value = true)}>
        {t.value.requests.withdraw}
      </Button>
      <p class="help">{t.value.requests.withdrawHelp(brand.value?.name ?? '')}</p>
      {isAsking.value && (
        <Dialog
          title={t.value.requests.withdrawTitle}
          busy={withdraw.busy}
          onClose={() => (isAsking.value = false)}
        >
          <p>{t.value.requests.withdrawBody}</p>
          <Refusal of={withdraw.failure} />
          <footer>
            <Button onClick={() => (isAsking.value = false)}>{t.value.requests.keep}</Button>
            <Button look="danger" busy={withdraw.busy} onClick={() => void go()}>
              {t.value.requests.withdraw}
            </Button>
          </footer>
        </Dialog>
      )}
    </div>
  );
};

const Outcome = ({ request }: { request: CreditRequestDetail }) => {
  switch (request.status) {
    case 'accepted':
      return (
        <Notice tone="in">
          <strong>{t.value.requests.creditsAdded(request.credits + request.bonusCredits)}.</strong>{' '}
          <a href={href('/')}>{returnTexts().seeCredits}</a>
        </Notice>
      );
    case 'rejected':
      return (
        <Notice tone="zero">
          <strong>{t.value.requests.rejected(brand.value?.name ?? '')}</strong>{' '}
          {request.reason === 'expired' ? t.value.requests.expired : request.reason}
        </Notice>
      );
    case 'cancelled':
      return <Notice>{t.value.requests.withdrawn}</Notice>;
    case 'pending':
      return null;
    default:
      return request.status satisfies never;
  }
};

export const RequestPage = ({ id }: { id: string }) => {
  const request = useQuery({
    queryKey: ['credit-request', id],
    queryFn: ({ signal }) =>
      valueOf(client.call(getCreditRequest, { params: { requestId: id } }, { signal })),
    refetchInterval: ({ state }) => (state.data?.status === 'pending' ? 15_000 : false),
  });
  const { data } = request;
  const status = useRef(data?.status);
  useEffect(() => {
    // Accepted while somebody looks: their balance follows at once.
    if (status.current === 'pending' && data?.status === 'accepted') creditsMoved();
    status.current = data?.status;
  }, [data?.status]);
  return (
    <Page
      title={
        data
          ? `${data.label}, ${common.value.withBonus(data.credits, data.bonusCredits)}`
          : t.value.requests.one
      }
      back={{ href: href('/requests'), text: t.value.requests.title }}
      lead={
        data && (
          <span class="row wrap small">
            <CreditRequestTag status={data.status} />
            <span>
              {common.value.methods[data.method]}, {money(data.price)}. {t.value.requests.requestedOn}{' '}
              <When at={data.createdAt} />
              {data.status === 'pending' && (
                <>
                  {'. '}
                  {t.value.requests.ends} <When at={data.expiresAt} />
                </>
              )}
              .
            </span>
            <RestrictedPart restricted={restrictedIn(data)} amount={data.credits + data.bonusCredits} />
          </span>
        )
      }
    >
      <Answer of={request} what={t.value.requests.whatOne}>
        {(one) => (
          <div class="columns">
            <div class="stack loose">
              <Outcome request={one} />
              {one.status === 'pending' && <Instructions request={one} />}
              <Proofs request={one} />
            </div>
            <aside class="stack">
              <Card title={t.value.requests.steps} plain>
                <div class="body">
                  <Steps request={one} />
                </div>
              </Card>
              {one.status === 'pending' && <Withdraw request={one} />}
            </aside>
          </div>
        )}
      </Answer>
    </Page>
  );
};
