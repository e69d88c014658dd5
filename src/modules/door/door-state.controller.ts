import { Read, Resource } from '../../facade/endpoint.js';
import { Params } from '../../facade/params.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { DoorStateService } from './door-state.service.js';
import { DoorStateDto, StateByIdQuery, StateBySnQuery, StateQuery } from './door.dto.js';

@Resource('door')
export class DoorStateController {
  constructor(
    private readonly states: DoorStateService,
    private readonly unitOfWork: UnitOfWork,
  ) {}

  @Read('door/allDoorState', 'The states of all doors', { section: '2.11.1', of: DoorStateDto, as: 'list' })
  allDoorState(@Params() _: StateQuery): Promise<DoorStateDto[]> {
    return this.states.all(this.unitOfWork.manager);
  }

  @Read('door/doorStateById', 'The state of a door', { section: '2.11.2', fails: ['doorNotFound'], of: DoorStateDto })
  doorStateById(@Params() { doorId }: StateByIdQuery): Promise<DoorStateDto> {
    return this.states.ofDoor(this.unitOfWork.manager, doorId);
  }

  /** The manual prints one object; a device with several doors has one for each. */
  @Read('door/doorStateBySn', 'The states of the doors of a device', {
    section: '2.11.3',
    fails: ['deviceNotFound'],
    of: DoorStateDto,
    as: 'oneOrList',
  })
  async doorStateBySn(@Params() { deviceSn }: StateBySnQuery): Promise<DoorStateDto | DoorStateDto[]> {
    const states = await this.states.ofDevice(this.unitOfWork.manager, deviceSn);
    return states.length === 1 && states[0] ? states[0] : states;
  }
}
