import { type AgencyCreditRequestDetail, getAgencyCreditRequest } from '@scrip/client';
import { useSignal } from '@preact/signals';
import { useQuery } from '@tanstack/preact-query';
import { useEffect } from 'preact/hooks';
import { Icon } from '../../design/icon.tsx';
import { Notice, Pairs, When } from '../../design/parts.tsx';
import { Answer } from '../../data/answer.tsx';
import { valueOf } from '../../data/query.ts';
import { useFocusedHeading } from '../../frame/page.tsx';
import { capitalized, money } from '../../language/format.ts';
import { problemIn } from '../form/problem.ts';
import { common } from '../../language/texts.ts';
import { useName } from '../accounts/name.ts';
import { client } from '../client.ts';
import { href } from '../paths.ts';
import { CreditRequestTag } from '../../design/status-tags.tsx';
import { t } from '../texts.ts';
import { Decide } from './decide.tsx';
import { useKeys } from '../../frame/keys.ts';
import { ProofViewer } from './proof.tsx';
import { currentStep } from './queue.tsx';

const Status = ({ request }: { request: AgencyCreditRequestDetail }) => {
  const step = currentStep(request);
  return (
    <CreditRequestTag
      status={request.status}
      text={
        request.status === 'pending' && step
          ? t.value.requests.pendingStep(capitalized(step.name))
          : undefined
      }
    />
  );
};

const Steps = ({ request }: { request: AgencyCreditRequestDetail }) => (
  <ol class="steps">
    {request.steps.map(({ name, status, decidedAt, decidedBy, note, role }, index) => (
      <li
        key={name}
        class={
          status === 'approved'
            ? 'done'
            : status === 'rejected'
              ? 'failed'
              : status === 'current'
                ? 'current'
                : ''
        }
        aria-current={status === 'current' ? 'step' : undefined}
      >
        <span class="dot" aria-hidden="true">
          {status === 'approved' ? (
            <Icon name="check" />
          ) : status === 'rejected' ? (
            <Icon name="close" />
          ) : (
            index + 1
          )}
        </span>
        <span>
          {status === 'approved' || status === 'rejected'
            ? t.value.requests.step[status](capitalized(name))
            : capitalized(name)}
          <span class="block small second">
            {decidedBy !== undefined && `${decidedBy}, `}
            {decidedAt !== undefined && <When at={decidedAt} withTime />}
            {status === 'current' &&
              (role === undefined ? t.value.requests.youCanDecide : t.value.requests.needsRole(role))}
            {note !== undefined && <span class="block">“{note}”</span>}
          </span>
        </span>
      </li>
    ))}
    <li class={request.status === 'accepted' ? 'done' : ''}>
      <span class="dot" aria-hidden="true">
        {request.status === 'accepted' ? <Icon name="check" /> : request.steps.length + 1}
      </span>
      <span>
        {t.value.requests.creditsAdded}
        <span class="block small second">
          {request.entry ? <When at={request.entry.at} withTime /> : t.value.requests.atOnce}
        </span>
      </span>
    </li>
  </ol>
);

const Body = ({ request }: { request: AgencyCreditRequestDetail }) => {
  const name = useName(request.account);
  const index = useSignal(0);
  const count = request.proofs.length;
  const heading = useFocusedHeading();
  useEffect(() => {
    index.value = 0;
  }, [request.id]);
  const move = (by: number): void => {
    if (count > 0) index.value = (index.value + by + count) % count;
  };
  useKeys({ o: () => move(1) });
  return (
    <>
      <div class="queue-body">
        <div class="row wrap between">
          <div>
            <p class="small muted">
              <a href={href(`/accounts/${encodeURIComponent(request.account)}`)}>{name}</a>,{' '}
              {t.value.requests.asked} <When at={request.createdAt} withTime />
            </p>
            <h1 ref={heading} tabIndex={-1}>
              {common.value.withBonus(request.credits, request.bonusCredits)}
            </h1>
          </div>
          <Status request={request} />
        </div>
        {request.refusal && (
          <Notice tone="zero" live>
            {t.value.requests.refused} {problemIn(request.refusal)}
          </Notice>
        )}
        <div class="compare">
          <ProofViewer request={request} index={index.value} move={move} />
          <div class="stack loose">
            <section>
              <h2>{t.value.requests.compare}</h2>
              <Pairs
                lines={[
                  { label: t.value.requests.amount, value: money(request.price) },
                  { label: t.value.requests.reference, value: <span class="mono">{request.reference}</span> },
                  { label: t.value.requests.method, value: common.value.methods[request.method] },
                  request.requestedBy !== request.account && {
                    label: t.value.requests.requestedBy,
                    value: request.requestedBy,
                  },
                  request.status === 'pending' && {
                    label: t.value.requests.ends,
                    value: <When at={request.expiresAt} />,
                  },
                ]}
              />
            </section>
            <section class="stack">
              <h2>{t.value.requests.steps}</h2>
              <Steps request={request} />
            </section>
          </div>
        </div>
      </div>
      <Decide key={request.id} request={request} onDone={() => heading.current?.focus()} />
    </>
  );
};

/** One request: its proofs beside what it must say, its steps, and the decision. */
export const Detail = ({ id }: { id: string }) => {
  const request = useQuery({
    queryKey: ['credit-request', id],
    queryFn: ({ signal }) =>
      valueOf(client.call(getAgencyCreditRequest, { params: { requestId: id } }, { signal })),
    refetchInterval: 20_000,
  });
  return (
    <Answer of={request} what={t.value.requests.whatOne} level={1}>
      {(data) => <Body request={data} />}
    </Answer>
  );
};
