import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A file that an operator has uploaded; its bytes are in `file_chunk`, so that every gateway has them. */
@Entity()
export class StoredFile {
  @PrimaryColumn('varchar', { length: 32 }) id!: string;
  @Column('text') kind!: string;
  @Column('text') name!: string;
  @Column('bigint') size!: number;
  /** Of the file as it is, in hex. */
  @Column('text') md5!: string;
  /** All of it has arrived. */
  @Column('boolean', { default: false }) complete!: boolean;
  @Column('timestamptz', { default: () => 'now()' }) createdAt!: Date;
}
