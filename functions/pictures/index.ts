import { openBucket } from '../../shared/files/bucket.ts';
import { apiHandler } from '../../shared/http/api-handler.ts';
import { pictureRoutes } from '../../shared/http/routes/pictures.ts';
import { getPicture } from './get-picture.ts';

export const handler = apiHandler(pictureRoutes, { getPicture: getPicture(openBucket()) });
