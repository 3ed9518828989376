import { recordId } from '../../kernel/ids.ts';

/** The ids that an agency chooses itself, with those of the catalogue that a local stack begins with. */
export const productId = recordId.meta({ description: 'The ID of the product.', example: 'brushes' });
export const packageId = recordId.meta({ description: 'The ID of the package.', example: 'starter' });
export const meterId = recordId.meta({ description: 'The ID of the meter.', example: 'api-calls' });
export const allowanceId = recordId.meta({ description: 'The ID of the allowance.', example: 'monthly' });
export const serviceId = recordId.meta({ description: 'The ID of the service.', example: 'consulting-hour' });
