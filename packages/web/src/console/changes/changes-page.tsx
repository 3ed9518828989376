import { Page } from '../../frame/page.tsx';
import { t } from '../texts.ts';

export const ChangesPage = () => <Page title={t.value.changes.title}>{null}</Page>;
