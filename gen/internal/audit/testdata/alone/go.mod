module example.org/alone

go 1.26.0
