import type { AgencyCreditRequest } from '@scrip/client';
import { capitalized, money, relative } from '../../language/format.ts';
import { common } from '../../language/texts.ts';
import { useName } from '../accounts/name.ts';
import { href } from '../paths.ts';
import { t } from '../texts.ts';

/** The step that waits for a decision. */
export const currentStep = ({ steps }: Pick<AgencyCreditRequest, 'steps'>) =>
  steps.find(({ status }) => status === 'current');

const Row = ({ request, isChosen }: { request: AgencyCreditRequest; isChosen: boolean }) => {
  const name = useName(request.account);
  const step = currentStep(request);
  return (
    <li>
      <a
        id={`request-${request.id}`}
        href={href(`/requests/${request.id}`)}
        aria-current={isChosen ? 'true' : undefined}
      >
        <span class="row between">
          <span class="strong anywhere">{name}</span>
          <span class="caption muted nowrap">{relative(request.createdAt)}</span>
        </span>
        <span class="row between small">
          <span>{common.value.withBonus(request.credits, request.bonusCredits)}</span>
          <span class="nowrap">{money(request.price)}</span>
        </span>
        <span class="row between caption muted">
          <span>
            {request.status === 'pending' && step && `${capitalized(step.name)}, `}
            {common.value.methods[request.method]}
          </span>
          <span class="nowrap">{t.value.requests.proofs(request.proofCount)}</span>
        </span>
      </a>
    </li>
  );
};

export const Queue = ({
  requests,
  chosen,
}: {
  requests: readonly AgencyCreditRequest[];
  chosen: string | undefined;
}) => (
  <ul>
    {requests.map((request) => (
      <Row key={request.id} request={request} isChosen={request.id === chosen} />
    ))}
  </ul>
);
