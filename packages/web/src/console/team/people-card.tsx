import { useSignal } from '@preact/signals';
import { disablePerson, listPeople, type Person } from '@scrip/client';
import { Button } from '../../design/button.tsx';
import { Card, Notice, Pairs, State, Tag, When } from '../../design/parts.tsx';
import { toast } from '../../design/toast.tsx';
import { Answer } from '../../data/answer.tsx';
import { CsvButton, rowsOf } from '../../data/csv.tsx';
import { useDeed } from '../../data/deed.ts';
import { queryClient } from '../../data/query.ts';
import { common } from '../../language/texts.ts';
import { client } from '../client.ts';
import { Ask } from '../form/ask.tsx';
import { t } from '../texts.ts';
import { InviteDialog } from './invite-dialog.tsx';
import { useTeam } from './people.ts';
import { scopeNames } from './scopes-field.tsx';
import { More } from '../../data/more.tsx';

const DisableDialog = ({ person, close }: { person: Person; close: () => void }) => {
  const disable = useDeed(
    () => `disable:${person.id}`,
    () => client.call(disablePerson, { params: { personId: person.id } }),
    async () => {
      await queryClient.invalidateQueries({ queryKey: ['people'] });
      close();
      toast(t.value.team.disabled(person.email));
    },
  );
  return (
    <Ask
      title={t.value.team.disableTitle(person.email)}
      deedText={t.value.team.disable}
      deed={disable}
      press={() => void disable.run()}
      close={close}
    >
      <p>{t.value.team.disableBody}</p>
    </Ask>
  );
};

const allPeople = () =>
  rowsOf(client.list(listPeople, { query: { limit: 100 } }), ({ scopes, roles, ...person }) => ({
    ...person,
    scopes: scopes.join(' '),
    roles: roles.join(' '),
  }));

const Row = ({ person, edit, disable }: { person: Person; edit: () => void; disable: () => void }) => {
  const editText = person.status === 'enabled' ? t.value.team.changeRights : t.value.team.enableDeed;
  return (
    <tr>
      <td class="what anywhere">{person.email}</td>
      <td>{scopeNames(person.scopes)}</td>
      <td>{person.roles.join(', ') || '–'}</td>
      <td>
        <Tag tone={person.status === 'enabled' ? 'in' : 'plain'}>{t.value.team.statuses[person.status]}</Tag>
      </td>
      <td class="hide-small">
        <When at={person.invitedAt} />
        <span class="block muted anywhere">{person.invitedBy}</span>
      </td>
      <td class="amount main">
        <span class="actions end">
          <Button small aria-label={`${editText}: ${person.email}`} onClick={edit}>
            {editText}
          </Button>
          {person.status === 'enabled' && (
            <Button
              small
              look="danger-text"
              aria-label={`${t.value.team.disable}: ${person.email}`}
              onClick={disable}
            >
              {t.value.team.disable}
            </Button>
          )}
        </span>
      </td>
      <td class="line-break" aria-hidden="true" />
    </tr>
  );
};

const People = ({
  people,
  edit,
  disable,
}: {
  people: Person[];
  edit: (person: Person) => void;
  disable: (person: Person) => void;
}) =>
  people.length === 0 ? (
    <State icon="people" title={t.value.team.noPeople} level={3}>
      {t.value.team.noPeopleHelp}
    </State>
  ) : (
    <table class="table folds">
      <thead>
        <tr>
          <th scope="col">{t.value.team.email}</th>
          <th scope="col">{t.value.team.scopes}</th>
          <th scope="col">{t.value.team.roles}</th>
          <th scope="col">{t.value.team.status}</th>
          <th scope="col">{t.value.team.invitedAt}</th>
          <th scope="col">
            <span class="sr">{t.value.team.changeRights}</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {people.map((person) => (
          <Row key={person.id} person={person} edit={() => edit(person)} disable={() => disable(person)} />
        ))}
      </tbody>
    </table>
  );

/** Those who may use the console; without a user pool, what their tokens need. */
export const PeopleCard = () => {
  const isNew = useSignal(false);
  const edited = useSignal<Person | undefined>(undefined);
  const disabled = useSignal<Person | undefined>(undefined);
  const team = useTeam();
  const claims = team.first?.claims;
  return (
    <Card
      title={t.value.team.people}
      actions={
        team.first !== undefined &&
        claims === undefined && (
          <>
            <CsvButton name={t.value.team.people} rows={allPeople} />
            <Button small icon="plus" onClick={() => (isNew.value = true)}>
              {t.value.team.invite}
            </Button>
          </>
        )
      }
    >
      <Answer of={team} what={t.value.team.peopleWhat}>
        {(people) =>
          claims ? (
            <div class="body">
              <Notice>
                <p>{t.value.team.noPool}</p>
                <Pairs
                  lines={Object.entries(claims).map(([label, value]) => ({
                    label,
                    value: <code>{value}</code>,
                  }))}
                />
              </Notice>
            </div>
          ) : (
            <People
              people={people}
              edit={(person) => (edited.value = person)}
              disable={(person) => (disabled.value = person)}
            />
          )
        }
      </Answer>
      {team.hasMore && (
        <footer>
          <More of={team} text={common.value.showMore} />
        </footer>
      )}
      {isNew.value && <InviteDialog close={() => (isNew.value = false)} />}
      {edited.value && <InviteDialog person={edited.value} close={() => (edited.value = undefined)} />}
      {disabled.value && <DisableDialog person={disabled.value} close={() => (disabled.value = undefined)} />}
    </Card>
  );
};
