import { Page } from '../../frame/page.tsx';
import { t } from '../texts.ts';

export const ReportsPage = () => <Page title={t.value.reports.title}>{null}</Page>;
