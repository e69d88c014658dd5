import { Compat } from '../../facade/compat.js';
import { Read, Resource } from '../../facade/endpoint.js';
import { Params } from '../../facade/params.js';
import type { Compatibility } from '../../platform/auth/compatibility.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { DoorStateService } from './door-state.service.js';
import { DoorStateDto, inNumbers, StateByIdQuery, StateBySnQuery, StateQuery } from './door.dto.js';

@Resource('door')
export class DoorStateController {
  constructor(
    private readonly states: DoorStateService,
    private readonly unitOfWork: UnitOfWork,
  ) {}

  @Read('door/allDoorState', 'The states of all doors', { section: '2.11.1', of: DoorStateDto, as: 'list' })
  async allDoorState(@Params() _: StateQuery, @Compat() { doorState }: Compatibility): Promise<DoorStateDto[]> {
    const states = await this.states.all(this.unitOfWork.manager);
    return doorState === 'array' ? states.map(inNumbers) : states;
  }

  @Read('door/doorStateById', 'The state of a door', {
    section: '2.11.2',
    fails: ['doorNotFound'],
    of: DoorStateDto,
    as: 'oneOrList',
  })
  async doorStateById(
    @Params() { doorId }: StateByIdQuery,
    @Compat() { doorState }: Compatibility,
  ): Promise<DoorStateDto | DoorStateDto[]> {
    const state = await this.states.ofDoor(this.unitOfWork.manager, doorId);
    return doorState === 'array' ? [inNumbers(state)] : state;
  }

  /** The manual prints one object; a device with several doors has one for each. */
  @Read('door/doorStateBySn', 'The states of the doors of a device', {
    section: '2.11.3',
    fails: ['deviceNotFound'],
    of: DoorStateDto,
    as: 'oneOrList',
  })
  async doorStateBySn(
    @Params() { deviceSn }: StateBySnQuery,
    @Compat() { doorState }: Compatibility,
  ): Promise<DoorStateDto | DoorStateDto[]> {
    const states = await this.states.ofDevice(this.unitOfWork.manager, deviceSn);
    if (doorState === 'array') return states.map(inNumbers);
    return states.length === 1 && states[0] ? states[0] : states;
  }
}
