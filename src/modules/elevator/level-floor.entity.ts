import { Column, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn, type Relation } from 'typeorm';
import { AccLevel } from '../accLevel/acc-level.entity.js';
import { Floor } from './floor.entity.js';

/** Which floors a level leads to. */
@Entity()
export class AccLevelFloor {
  @PrimaryColumn('varchar', { length: 64 }) levelId!: string;
  @PrimaryColumn('varchar', { length: 64 }) @Index() floorId!: string;
  /** The elevator goes there at once. */
  @Column('boolean', { default: false }) direct!: boolean;
  @ManyToOne(() => AccLevel, { onDelete: 'CASCADE' }) @JoinColumn({ name: 'level_id' }) level!: Relation<AccLevel>;
  @ManyToOne(() => Floor, { onDelete: 'CASCADE' }) @JoinColumn({ name: 'floor_id' }) floor!: Relation<Floor>;
}
