import { ApiProperty } from '@nestjs/swagger';
import { Text } from '../../facade/fields.js';
import type { Media } from './media.entity.js';

export class MediaNameQuery {
  @Text('Media name', { missing: 'mediaNotFound', aliases: ['mediaName'] }) name!: string;
}

export class MediaAddParams {
  @Text('Media name; as a field of the form or in the query') mediaName?: string;
}

const kilobyte = 1_024;

/** "21KB", as the vendor prints it; smaller files count as a kilobyte. */
export function mediaSize(bytes: number): string {
  const kilobytes = Math.max(1, Math.round(bytes / kilobyte));
  return kilobytes < kilobyte ? `${kilobytes}KB` : `${(kilobytes / kilobyte).toFixed(1)}MB`;
}

/** The path at which everybody who knows it may fetch the file. */
export const mediaPath = ({ pathName, suffix }: Pick<Media, 'pathName' | 'suffix'>): string =>
  `/att/picture/${pathName}.${suffix}`;

export class MediaDto {
  @ApiProperty({ example: '402856aa6c3bbde1016c3bc2329200ff' }) id!: string;
  @ApiProperty() mediaName!: string;
  @ApiProperty({ example: '21KB' }) mediaSize!: string;
  @ApiProperty({ description: 'What the file is', example: 'png' }) mediaSuffix!: string;
  @ApiProperty({ description: '1 picture, 2 video', example: '1' }) mediaType!: string;
  @ApiProperty({ description: 'Where the file is fetched', example: '/att/picture/1535520932078.png' })
  mediaPath!: string;

  static of(media: Media): MediaDto {
    return {
      id: media.id,
      mediaName: media.name,
      mediaSize: mediaSize(media.size),
      mediaSuffix: media.suffix,
      mediaType: String(media.type),
      mediaPath: mediaPath(media),
    };
  }
}
