import { Page } from '../../frame/page.tsx';
import { t } from '../texts.ts';
import { KeysCard } from './keys-card.tsx';
import { PeopleCard } from './people-card.tsx';

export const TeamPage = () => (
  <Page title={t.value.team.title}>
    <PeopleCard />
    <KeysCard />
  </Page>
);
