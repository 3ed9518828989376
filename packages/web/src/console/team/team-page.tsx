import { Page } from '../../frame/page.tsx';
import { t } from '../texts.ts';

export const TeamPage = () => <Page title={t.value.team.title}>{null}</Page>;
