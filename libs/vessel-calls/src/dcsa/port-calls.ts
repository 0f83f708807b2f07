import { z } from 'zod';
import { delayReason, facility, instant, list, mmsi, service, text, universalVoyage, unlocode, uuid } from './fields.js';
import { faultsOf, pathOf, type DcsaCall, type DcsaChecked, type DcsaRemark } from './told.js';

const portCall = z.object({
  portCallID: uuid, portVisitReference: text(50).optional(), UNLocationCode: unlocode, omitted: z.boolean().optional(),
  vessel: z.object({ vesselIMONumber: z.string().regex(/^\d{7,8}$/, 'expected the seven digits of an IMO number, or eight').optional(), MMSINumber: mmsi.optional(), name: text(50).optional(), callSign: text(10).optional() })
    .refine((one) => one.vesselIMONumber ?? one.MMSINumber, { params: { code: 'DCSA.NO_VESSEL' }, error: 'expected vesselIMONumber or MMSINumber' }),
});
const terminalCall = z.object({
  terminalCallID: uuid, portCallID: uuid, terminalCallReference: text(100).optional(), terminalCallSequenceNumber: z.int('expected a whole number').min(1).max(9_999).optional(),
  carrierServiceName: text(50), carrierServiceCode: text(11), universalServiceReference: service.optional(),
  carrierImportVoyageNumber: text(50).optional(), carrierExportVoyageNumber: text(50).optional(),
  universalImportVoyageReference: universalVoyage.optional(), universalExportVoyageReference: universalVoyage.optional(), omitted: z.boolean().optional(),
});
const location = z.object({ UNLocationCode: unlocode, facility: z.object({ facilityCode: facility, facilityCodeListProvider: z.enum(['SMDG', 'BIC'], 'expected SMDG or BIC') }).optional() });
const portCallService = z.object({
  portCallServiceID: uuid, terminalCallID: uuid, portCallServiceTypeCode: text(50), portCallServiceEventTypeCode: z.enum(['STRT', 'CMPL', 'ARRI', 'DEPA'], 'expected STRT, CMPL, ARRI or DEPA'),
  portCallServiceLocation: location, cancelled: z.boolean().optional(), declined: z.boolean().optional(),
});
const timestamp = z.object({
  timestampID: uuid, portCallServiceID: uuid, classifierCode: z.enum(['EST', 'REQ', 'PLN', 'ACT'], 'expected EST, REQ, PLN or ACT'), dateTime: instant,
  delayReasonCode: delayReason.optional(), remark: z.string().max(500).optional(),
});

/**
 * JIT 2.0 tells port calls, terminal calls, services and timestamps one by one, each under an id of its own. Here they come
 * together, each list in the published shape, so that every timestamp finds its call. @source github dcsaorg/DCSA-OpenAPI jit/v2/JIT_v2.0.0.yaml
 */
const jitBody = z.object({ portCalls: list(portCall, 500), terminalCalls: list(terminalCall, 500), portCallServices: list(portCallService, 2_000).default([]), timestamps: list(timestamp, 5_000).default([]) }, 'expected an object with portCalls, terminalCalls, portCallServices and timestamps');

type Body = z.output<typeof jitBody>;
type Report = DcsaCall['report'];

/** Which service's times are the vessel's arrival or departure; the start of cargo work says the phase. Others say nothing of a call. */
const SERVICES: Record<string, { event: 'ARRI' | 'DEPA'; place: 'BRTH' | 'PBPL' } | { phase: 'working' }> = {
  'BERTH ARRI': { event: 'ARRI', place: 'BRTH' },
  'BERTH DEPA': { event: 'DEPA', place: 'BRTH' },
  'PILOT_BOARDING_PLACE ARRI': { event: 'ARRI', place: 'PBPL' },
  'CARGO_OPERATIONS STRT': { phase: 'working' },
};

/** Terminal calls (JIT 2.0) with their timestamps as reports of calls: `terminalCallReference` is OVS's transportCallReference and our reference. */
export function readPortCalls(body: unknown): DcsaChecked {
  const checked = jitBody.safeParse(body);
  if (!checked.success) return { ok: false, faults: faultsOf(checked.error, body) };
  const faults = lostReferences(checked.data);
  if (faults.length > 0) return { ok: false, faults };
  const ignored: DcsaRemark[] = [];
  return { ok: true, told: { calls: checked.data.terminalCalls.map((_, at) => callOf(checked.data, at, ignored)), ignored } };
}

/** Every id must lead to something in the same message: we keep none of them. */
function lostReferences({ portCalls, terminalCalls, portCallServices, timestamps }: Body): DcsaRemark[] {
  const lost = (list: string, what: string, ids: readonly string[], known: readonly string[]) => {
    const has = new Set(known);
    return ids.flatMap((id, at) => (has.has(id) ? [] : [{ code: 'DCSA.UNKNOWN_REFERENCE', path: pathOf([list, at, what]), sentence: `${pathOf([list, at, what])}: found ${id}; expected one that stands in the same message` }]));
  };
  return [
    ...lost('terminalCalls', 'portCallID', terminalCalls.map((one) => one.portCallID), portCalls.map((one) => one.portCallID)),
    ...lost('portCallServices', 'terminalCallID', portCallServices.map((one) => one.terminalCallID), terminalCalls.map((one) => one.terminalCallID)),
    ...lost('timestamps', 'portCallServiceID', timestamps.map((one) => one.portCallServiceID), portCallServices.map((one) => one.portCallServiceID)),
  ];
}

function callOf(body: Body, at: number, ignored: DcsaRemark[]): DcsaCall {
  const one = body.terminalCalls[at]!;
  const port = body.portCalls.find((call) => call.portCallID === one.portCallID)!;
  const services = body.portCallServices.filter((service) => service.terminalCallID === one.terminalCallID);
  const place = services.find((service) => service.portCallServiceTypeCode === 'BERTH')?.portCallServiceLocation ?? services[0]?.portCallServiceLocation;
  const { vessel } = port;
  const { timestamps, phase, because } = timesOf(body, new Map(services.map((service) => [service.portCallServiceID, service])), ignored);
  return {
    path: pathOf(['terminalCalls', at]),
    report: {
      reference: one.terminalCallReference ?? null,
      ...(vessel.vesselIMONumber ? { imo: vessel.vesselIMONumber.slice(-7) } : {}), ...(vessel.MMSINumber ? { mmsi: vessel.MMSINumber } : {}), ...(vessel.name ? { vesselName: vessel.name } : {}), ...(vessel.callSign ? { callSign: vessel.callSign } : {}),
      unlocode: port.UNLocationCode, ...(place?.facility?.facilityCodeListProvider === 'SMDG' ? { terminal: place.facility.facilityCode } : {}),
      ...(port.portVisitReference ? { portVisitReference: port.portVisitReference } : {}), ...(one.terminalCallSequenceNumber ? { sequence: one.terminalCallSequenceNumber } : {}),
      serviceCode: one.carrierServiceCode, ...(one.universalServiceReference ? { universalServiceReference: one.universalServiceReference } : {}),
      ...(one.carrierImportVoyageNumber ? { voyageIn: one.carrierImportVoyageNumber } : {}), ...(one.carrierExportVoyageNumber ? { voyageOut: one.carrierExportVoyageNumber } : {}),
      ...(one.universalImportVoyageReference ? { universalVoyageIn: one.universalImportVoyageReference } : {}), ...(one.universalExportVoyageReference ? { universalVoyageOut: one.universalExportVoyageReference } : {}),
      ...(one.omitted === true || port.omitted === true ? { statuses: ['OMIT'] } : {}), ...(phase ? { phase } : {}), ...(because ? { because } : {}), timestamps,
    },
  };
}

function timesOf({ timestamps }: Body, services: ReadonlyMap<string, z.output<typeof portCallService>>, ignored: DcsaRemark[]) {
  const told: NonNullable<Report['timestamps']> = [];
  const words = new Set<string>();
  let phase: 'working' | undefined;
  for (const [at, one] of timestamps.entries()) {
    const service = services.get(one.portCallServiceID);
    if (!service) continue;
    const name = `${service.portCallServiceTypeCode} ${service.portCallServiceEventTypeCode}`;
    const means = SERVICES[name];
    if (service.cancelled || service.declined) ignored.push({ code: 'DCSA.CANCELLED', path: pathOf(['timestamps', at]), sentence: `${name} was ${service.cancelled ? 'cancelled' : 'declined'}` });
    else if (means && 'event' in means) {
      told.push({ ...means, classifier: one.classifierCode, at: one.dateTime, reason: one.delayReasonCode ?? null });
      const remark = one.remark?.replace(/[\p{Cc}\p{Cf}]+/gu, ' ').trim();
      if (remark) words.add(remark);
    } else if (means && one.classifierCode === 'ACT') phase = means.phase;
    else ignored.push({ code: 'DCSA.OTHER_SERVICE', path: pathOf(['timestamps', at]), sentence: `${one.classifierCode} of ${name} is neither the vessel's arrival nor its departure` });
  }
  return { timestamps: told, phase, because: [...words].join('; ').slice(0, 500).trim() };
}
