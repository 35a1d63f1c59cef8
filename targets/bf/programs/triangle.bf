A triangle of stars: 8 rows

Cells: rows left / length of this row / two copies of it / star / line feed
>>>++++++[>+++++++<-]>        star is 42
>++++++++++                   line feed is 10
<<<<<++++++++
[
  >+[>+>+<<-]>>[<<+>>-]<      the next row: one more and a copy of that
  [>>.<<-]
  >>>.<<<
  <<-
]
