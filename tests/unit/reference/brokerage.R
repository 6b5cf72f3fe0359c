# Makes brokerage_raw.csv, brokerage_z.csv and constraint.csv from brokerage_ties.csv and brokerage_groups.csv.
# Run in this folder with R 4 and the packages sna (2.7) and igraph (1.3):  Rscript brokerage.R
# Every undirected tie is handed to sna as two arcs. sna writes NaN for a role that cannot vary; it is written as an empty cell.

suppressPackageStartupMessages({ library(sna); library(igraph) })

ties <- read.csv("brokerage_ties.csv", colClasses = c("character", "character", "character", "numeric"))
groups <- read.csv("brokerage_groups.csv", colClasses = "character")
tidy <- function(values) { values[!is.finite(values)] <- NA; values }

raw <- z <- constraints <- NULL
for (name in unique(groups$graph)) {
  nodes <- groups[groups$graph == name, ]
  edges <- ties[ties$graph == name, ]
  arcs <- matrix(0, nrow(nodes), nrow(nodes), dimnames = list(nodes$node, nodes$node))
  arcs[cbind(edges$a, edges$b)] <- 1
  arcs[cbind(edges$b, edges$a)] <- 1
  found <- sna::brokerage(arcs, nodes$group)
  roles <- c("w_I", "w_O", "b_OI", "b_IO", "b_O")
  raw <- rbind(raw, data.frame(graph = name, node = nodes$node, found$raw.nli[, roles]))
  z <- rbind(z, data.frame(graph = name, node = nodes$node, tidy(found$z.nli[, roles])))
  weighted <- igraph::graph_from_data_frame(edges[, c("a", "b", "weight")], FALSE, nodes$node)
  constraints <- rbind(constraints, data.frame(graph = name, node = nodes$node, constraint = tidy(igraph::constraint(weighted))))
}

save <- function(table, file) {
  numbers <- sapply(table, is.numeric)
  table[numbers] <- lapply(table[numbers], function(column) ifelse(is.na(column), "", sprintf("%.15g", column)))
  write.csv(table, file, row.names = FALSE, quote = FALSE)
}
save(raw, "brokerage_raw.csv")
save(z, "brokerage_z.csv")
save(constraints, "constraint.csv")
cat(R.version.string, "sna", format(packageVersion("sna")), "igraph", format(packageVersion("igraph")), "\n")
