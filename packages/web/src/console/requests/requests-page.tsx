import { Page } from '../../frame/page.tsx';
import { t } from '../texts.ts';

export const RequestsPage = () => <Page title={t.value.requests.title}>{null}</Page>;
