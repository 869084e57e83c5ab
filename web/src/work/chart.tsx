// A drawing by ECharts: only lines, bars and what they need, in a part of the page that is loaded when a chart is looked at.
import { BarChart, LineChart } from 'echarts/charts'
import { AriaComponent, GridComponent, LegendComponent, TooltipComponent } from 'echarts/components'
import { init, use, type EChartsCoreOption } from 'echarts/core'
import { SVGRenderer } from 'echarts/renderers'
import { useEffect, useRef } from 'react'
import { fonts } from '../theme'

use([BarChart, LineChart, GridComponent, LegendComponent, TooltipComponent, AriaComponent, SVGRenderer])

export function Chart({ option, label, height = 260 }: { option: EChartsCoreOption; label: string; height?: number }) {
  const at = useRef<HTMLDivElement>(null)
  useEffect(() => {
    const chart = init(at.current, undefined, { renderer: 'svg' })
    chart.setOption({ animation: false, textStyle: { fontFamily: fonts, color: '#1b2421', fontSize: 13 }, ...option })
    const watch = new ResizeObserver(() => chart.resize())
    watch.observe(at.current!)
    return () => { watch.disconnect(); chart.dispose() }
  }, [option])
  return <div ref={at} className="chart" role="img" aria-label={label} style={{ height }} />
}

export const axis = { axisLine: { lineStyle: { color: '#b9c2bc' } }, axisTick: { show: false }, splitLine: { lineStyle: { color: '#e6eae6' } }, axisLabel: { color: '#4f5b56' } }
