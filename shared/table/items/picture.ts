import * as z from 'zod';

/** The name of a picture in its agency's part of the bucket: a hash, and what it is. Its content never changes. */
export const pictureName = z.string().regex(/^[0-9a-f]{64}\.(?:png|jpg|webp)$/);

/** The picture of a package, product or service; its width and height in pixels. */
export const storedPicture = z.object({ name: pictureName, width: z.int().min(1), height: z.int().min(1) });

export type StoredPicture = z.infer<typeof storedPicture>;
