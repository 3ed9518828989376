import { Page } from '../../frame/page.tsx';
import { t } from '../texts.ts';

export const InvoicesPage = () => <Page title={t.value.invoices.title}>{null}</Page>;
