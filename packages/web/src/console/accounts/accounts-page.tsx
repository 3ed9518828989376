import { Page } from '../../frame/page.tsx';
import { t } from '../texts.ts';

export const AccountsPage = () => <Page title={t.value.accounts.title}>{null}</Page>;
